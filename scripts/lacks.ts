/** A script that leaves a page's WebRTC no way but a TURN server, of which there is none. Chromium's own switches for that don't hold in every build. */
export const withoutWebRtc = `
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
    }
  };`;

/** A script that takes from a page's WebCrypto the curves that browsers learnt last. */
export const withoutCurves = `
  const { generateKey } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.generateKey = function (algorithm, ...others) {
    return ["Ed25519", "X25519"].includes(algorithm.name ?? algorithm)
      ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
      : generateKey.call(this, algorithm, ...others);
  };`;
