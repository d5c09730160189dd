import { describe, expect, test } from '@jest/globals';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { Keys } from '../../lib/cloud/keys.ts';
import { theResource } from './support/resources.ts';
import { templateOf } from './support/synthesize.ts';

describe('the keys', () => {
  test('are made by AWS as a keyring that the functions can read', () => {
    const template = templateOf((stack) => void new Keys(stack, 'Keys', { protect: false }));
    const made = theResource(template, 'AWS::SecretsManager::Secret')['GenerateSecretString'] as {
      SecretStringTemplate: string;
      GenerateStringKey: string;
      PasswordLength: number;
    };
    expect(made).toMatchObject({ PasswordLength: 64, ExcludePunctuation: true });
    const text = JSON.stringify({
      ...(JSON.parse(made.SecretStringTemplate) as object),
      [made.GenerateStringKey]: 'x'.repeat(made.PasswordLength),
    });
    const keyring = keyringOf(text);
    const { keyId, mac } = keyring.sign('message');
    expect(keyring.verify(keyId, 'message', mac)).toBe('live');
  });
});
