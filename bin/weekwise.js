#!/usr/bin/env node
// The operator's command line is TypeScript; this much of it cannot be.
// The notice about old versions of Node is a line of `doctor`.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { register } = await import('tsx/esm/api');
register();
await import('./main.ts');
