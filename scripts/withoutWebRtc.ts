/** A script that leaves a page's WebRTC no way but a TURN server, of which there is none. Chromium's own switches for that don't hold in every build. */
export const withoutWebRtc = `
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
    }
  };`;
