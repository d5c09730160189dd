'use strict';
// Moves the clock of a Node process by as many milliseconds as a file says, read anew while it runs. Loaded by `--require` into deployed
// functions, whose code knows nothing of it, and into the commands and the test itself. `emulator.py` does the same for the emulator.
const { readFileSync } = require('node:fs');

const file = process.env.WEEKWISE_TEST_CLOCK;
const freshMs = 50;
const RealDate = Date;
let offset = 0;
let readAt = -Infinity;

function offsetMs() {
  if (performance.now() - readAt > freshMs) {
    readAt = performance.now();
    offset = Number(readFileSync(file, 'utf8')) || 0;
  }
  return offset;
}

if (file) {
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offsetMs());
      else super(...given);
    }
    static now() {
      return RealDate.now() + offsetMs();
    }
  };
}
