// The synth step validates the template; unit tests of constructs need not pay for it again.
process.env.CDK_VALIDATION = 'false';
// The SDK's notice about the end of Node 20 support would drown the test output; README names the supported versions.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // Node loads the modules, once in each worker: see test/runner/run-file.js.
  transform: {},
  testRunner: '<rootDir>/test/runner/run-file.js',
  testEnvironment: '<rootDir>/test/runner/environment.js',
  // Ends what hangs; a shared machine may be ten times slower than it usually is.
  testTimeout: 120_000,
  // jest leaves a core idle by default, which on two cores is half of the machine.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/runner/longest-first.js',
};
