import { describe, expect, test } from '@jest/globals';
import { routeOf } from '../../lib/local/site-routes.ts';

const token = 'a.AAAAAAAAAAAAAAAAAAAAAA.0.BBBBBBBBBBBBBBBBBBBBBB';

describe('a request goes where API Gateway would send it', () => {
  test.each([
    ['POST', `/unsubscribe/${token}`, 'POST /unsubscribe/{token}', { token }],
    ['GET', `/unsubscribe/${token}`, 'ANY /unsubscribe/{proxy+}', { proxy: token }],
    ['HEAD', `/unsubscribe/${token}`, 'ANY /unsubscribe/{proxy+}', { proxy: token }],
    ['POST', `/unsubscribe/${token}/undo`, 'ANY /unsubscribe/{proxy+}', { proxy: `${token}/undo` }],
    ['POST', '/unsubscribe', '$default', undefined],
    ['POST', '/unsubscribe/', '$default', undefined],
    ['POST', `/unsubscribed/${token}`, '$default', undefined],
    ['GET', '/', '$default', undefined],
    ['POST', '/sign-up', '$default', undefined],
  ])('%s %s: %s', (method, path, key, parameters) => {
    const { route, pathParameters } = routeOf(method, path);
    expect([route.key, pathParameters]).toEqual([key, parameters]);
  });
});
