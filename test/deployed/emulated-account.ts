/** The account that the emulator plays. Not the region that everybody tries first: nothing may hang on it. */
export const region = 'eu-central-1';
export const accountId = '000000000000';
export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The environment of everything that may call AWS here: whatever the caller's says of real accounts is gone from it. */
export function emulatedEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const harmless = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(harmless),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
  };
}
