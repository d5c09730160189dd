import { expect, test } from '@jest/globals';
import { signedHeaders } from '../../../lib/operator/doctor/signed-headers.ts';

/** "get-vanilla" of AWS's test suite for Signature Version 4. */
const question = {
  host: 'example.amazonaws.com',
  path: '/',
  region: 'us-east-1',
  service: 'service',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  at: '2015-08-30T12:36:00Z',
};

test('a question is signed as AWS signs its example', () => {
  expect(signedHeaders(question)).toEqual({
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  });
});

test('the token of a session is signed, too', () => {
  const signed = signedHeaders({ ...question, credentials: { ...question.credentials, sessionToken: 'token' } });
  expect(signed['x-amz-security-token']).toBe('token');
  expect(signed['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
});
