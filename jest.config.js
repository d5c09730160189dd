// The synth step validates the template; unit tests of constructs need not pay for it again.
process.env.CDK_VALIDATION = 'false';
// The SDK's notice about the end of Node 20 support would drown the test output; `npm start` and `doctor` say it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export default {
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  coverageProvider: 'v8',
  // Ends what hangs; a shared machine may be ten times slower than it usually is.
  testTimeout: 120_000,
  // jest leaves a core idle by default, which on two cores is half of the machine.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
        },
      },
    ],
  },
};
