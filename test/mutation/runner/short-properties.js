import fc from 'fast-check';

/** A property is tried for half a second at most, always with the same cases: a mutant is tried hundreds of times. */
fc.configureGlobal({ seed: 1, interruptAfterTimeLimit: 500 });
