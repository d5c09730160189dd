import { describe, expect, test } from '@jest/globals';
import { resourcesOf, theResource, type Properties } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/x';
const withDomain = { siteDomain: 'calm.example.com', siteCertificateArn: certificate };

function siteUrls(given = {}): string[] {
  return [...resourcesOf(serviceTemplate(given), 'AWS::Lambda::Function').values()].flatMap(({ Environment }) => {
    const url = (Environment as { Variables: Record<string, string> }).Variables['SITE_URL'];
    return url === undefined ? [] : [url];
  });
}

describe('the website', () => {
  test('answers every route by one function', () => {
    expect(theResource(serviceTemplate(), 'AWS::ApiGatewayV2::Route')['RouteKey']).toBe('$default');
    expect(theResource(serviceTemplate(), 'AWS::ApiGatewayV2::Integration')).toMatchObject({
      IntegrationUri: expect.stringMatching(/^WebsiteWeb/) as unknown,
      PayloadFormatVersion: '2.0',
    });
  });

  test('is known to sender and site by the address that API Gateway gives it', () => {
    const [api] = [...resourcesOf(serviceTemplate(), 'AWS::ApiGatewayV2::Api').keys()];
    expect(siteUrls()).toEqual(Array(2).fill(`https://${api}.execute-api.eu-west-1.amazonaws.com`));
  });

  test('is known by its own domain when it has one, and by no other address', () => {
    expect(siteUrls(withDomain)).toEqual(Array(2).fill('https://calm.example.com'));
    const template = serviceTemplate(withDomain);
    expect(theResource(template, 'AWS::ApiGatewayV2::Api')['DisableExecuteApiEndpoint']).toBe(true);
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
  });

  test('refuses a flood', () => {
    expect(theResource(serviceTemplate(), 'AWS::ApiGatewayV2::Stage')['DefaultRouteSettings']).toEqual({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
  });

  test('logs that it was visited, but neither who nor which link', () => {
    const { AccessLogSettings } = theResource(serviceTemplate(), 'AWS::ApiGatewayV2::Stage');
    const fields = JSON.parse((AccessLogSettings as Properties)['Format'] as string) as Record<string, string>;
    expect(fields).toMatchObject({ routeKey: '$context.routeKey', status: '$context.status' });
    for (const source of Object.values(fields)) {
      expect(source).not.toMatch(/path|query|identity|sourceIp|userAgent|authorizer|header/i);
    }
  });
});
