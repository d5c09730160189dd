import { describe, expect, test } from '@jest/globals';
import { siteRoutes } from '../../lib/cloud/site-routes.ts';
import { resourcesOf, theFunction, theResource, type Properties } from './support/resources.ts';
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
  /** Which function answers each route. */
  const functions = (given = {}) => {
    const template = serviceTemplate(given);
    const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
    return [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()].map(({ RouteKey, Target }) => {
      const { IntegrationUri, PayloadFormatVersion } = integrations.get(String(Target).replace('integrations/', ''))!;
      expect(PayloadFormatVersion).toBe('2.0');
      return [RouteKey, /^Website(.*?)[0-9A-F]{8}\./.exec(String(IntegrationUri))?.[1]?.toLowerCase()];
    });
  };
  const stage = (given = {}) => theResource(serviceTemplate(given), 'AWS::ApiGatewayV2::Stage');

  test('answers every route with the function in the list of routes', () => {
    expect(functions()).toEqual(siteRoutes.map(({ key, handler }) => [key, handler]));
    expect(functions()).toContainEqual(['POST /unsubscribe/{token}', 'unsubscribe']);
    expect(functions()).toContainEqual(['$default', 'web']);
  });

  test('limits each route separately, so that a flood of pages cannot block one-click', () => {
    const { DefaultRouteSettings, RouteSettings } = stage();
    expect({ ...(RouteSettings as object), $default: DefaultRouteSettings }).toEqual(
      Object.fromEntries(
        siteRoutes.map(({ key, throttle: { rate, burst } }) => [
          key,
          { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
        ]),
      ),
    );
    // API Gateway refuses limits for a route that does not exist yet.
    const { Resources } = serviceTemplate().toJSON() as {
      Resources: Record<string, { Type: string; DependsOn?: string[] }>;
    };
    const { DependsOn } = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage')!;
    expect(DependsOn).toEqual(
      expect.arrayContaining([...resourcesOf(serviceTemplate(), 'AWS::ApiGatewayV2::Route').keys()]),
    );
  });

  test('reserves executions for the unsubscribe function only if configured, because new accounts cannot reserve any', () => {
    expect(theFunction(serviceTemplate(), 'Unsubscribe')).not.toHaveProperty('ReservedConcurrentExecutions');
    const reserving = serviceTemplate({ unsubscribeReserve: '5' });
    expect(theFunction(reserving, 'Unsubscribe')['ReservedConcurrentExecutions']).toBe(5);
    expect(theFunction(reserving, 'Web')).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('has an alarm for people who are turned away when they unsubscribe', () => {
    const alarm = theResource(serviceTemplate(), 'AWS::CloudWatch::Alarm', 'ActionNeeded');
    const filters = [...resourcesOf(serviceTemplate(), 'AWS::Logs::MetricFilter').values()];
    const filter = filters.find(({ LogGroupName }) => /AccessLogs/.test(String(LogGroupName)));
    expect(filter?.['MetricTransformations']).toMatchObject([{ MetricName: alarm['MetricName'], MetricValue: '1' }]);
    expect(filter?.['FilterPattern']).toBe(
      '{ (($.routeKey = "POST /unsubscribe/{token}") || ($.routeKey = "ANY /unsubscribe/{proxy+}")) && ($.status = "429") }',
    );
  });

  test('is known to sender and site by the address that API Gateway gives it', () => {
    const [api] = [...resourcesOf(serviceTemplate(), 'AWS::ApiGatewayV2::Api').keys()];
    expect(siteUrls()).toEqual(Array(2).fill(`https://${api}.execute-api.eu-west-1.amazonaws.com`));
  });

  test('uses its own domain when it has one, and still answers at the API address that earlier emails link to', () => {
    expect(siteUrls(withDomain)).toEqual(Array(2).fill('https://calm.example.com'));
    const template = serviceTemplate(withDomain);
    expect(theResource(template, 'AWS::ApiGatewayV2::Api')['DisableExecuteApiEndpoint']).toBe(false);
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
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
