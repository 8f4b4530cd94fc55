// Lets mocha's JSON report hold a failure about amounts: JSON has no bigints, and the reporter would end without a word.
BigInt.prototype.toJSON = function toJSON() {
  return this.toString();
};
