import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { originProofs } from '../../../lambdas/adapters/keys/origin-proofs.ts';
import { readBody, serveLoopback, type LoopbackServer } from '../../../lib/local/emulators/loopback-server.ts';
import { siteGuard } from '../../../lib/local/emulators/loopback-guard.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:proof';

/** What Secrets Manager holds: a secret by version stage. */
const versions: { AWSCURRENT?: string; AWSPREVIOUS?: string } = {};
let asked = 0;
let server: LoopbackServer;

beforeAll(async () => {
  server = await serveLoopback(siteGuard, (request, response) => {
    void readBody(request, 10_000).then((body) => {
      asked += 1;
      const { VersionStage = 'AWSCURRENT' } = JSON.parse(body.toString()) as { VersionStage?: keyof typeof versions };
      const SecretString = versions[VersionStage];
      const refusal = { __type: 'ResourceNotFoundException', message: 'no such version' };
      response.writeHead(SecretString === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(SecretString === undefined ? refusal : { SecretString }));
    });
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
  });
});
afterAll(async () => {
  delete process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'];
  await server.stop();
});
beforeEach(() => {
  delete versions.AWSPREVIOUS;
  versions.AWSCURRENT = 'one';
  asked = 0;
});

const minute = 60_000;

describe('the proof of CloudFront', () => {
  test('is one secret before the first rotation', async () => {
    expect(await originProofs(arn)()).toEqual(['one']);
  });

  test('is both values after a rotation, since CloudFront still sends the old one', async () => {
    let nowMs = 0;
    const proofs = originProofs(arn, () => nowMs);
    await proofs();
    Object.assign(versions, { AWSCURRENT: 'two', AWSPREVIOUS: 'one' });
    nowMs = 6 * minute;
    expect(await proofs()).toEqual(['two', 'one']);
  });

  test('is read every five minutes, not at every request', async () => {
    let nowMs = 0;
    const proofs = originProofs(arn, () => nowMs);
    for (nowMs = 0; nowMs < 4 * minute; nowMs += 1000) await proofs();
    expect(asked).toBe(2);
  });

  test('stays as it was while the secret cannot be read', async () => {
    let nowMs = 0;
    const proofs = originProofs(arn, () => nowMs);
    await proofs();
    delete versions.AWSCURRENT;
    nowMs = 6 * minute;
    expect(await proofs()).toEqual(['one']);
  });

  test('is an error when it was never read', async () => {
    delete versions.AWSCURRENT;
    await expect(originProofs(arn)()).rejects.toThrow('no such version');
    versions.AWSCURRENT = 'one';
  });
});
