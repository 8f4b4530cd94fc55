// Of several --import, mocha hands on the last alone: this one. Node by itself does not understand all of the TypeScript there is.
import "tsx";

// Lets mocha's JSON report hold a failure about amounts: JSON has no bigints, and the reporter would end without a word.
BigInt.prototype.toJSON = function toJSON() {
  return this.toString();
};
