import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type CfnStage,
  type HttpMethod,
  type HttpRouteIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AaaaRecord, ARecord, RecordTarget, type IAliasRecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties, CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { Cdn } from './cdn.ts';
import type { Configuration } from './configuration.ts';
import { siteRoutes, type SiteRoute } from './site-routes.ts';

export interface SiteAddressProps {
  configuration: Pick<Configuration, 'siteDomain' | 'siteCertificateArn' | 'cdn' | 'webAclArn'>;
  /** Where the site's own domain is entered; without one the operator enters it. */
  zone?: IHostedZone | undefined;
}

/** One line a request. Neither path nor query nor visitor: a path here can hold a link's token, an address is personal data. */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  method: '$context.httpMethod',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  sizeBytes: '$context.responseLength',
  integrationError: '$context.integrationErrorMessage',
};

/**
 * Where the site is, before there is a site.
 *
 * The functions must know their own address, and an API must know its function: made as one, each would wait for the other. So the API comes
 * first, empty; the functions get its address; the route to the web function is added last (`Website`).
 */
export class SiteAddress extends Construct {
  readonly api: HttpApi;
  /** In front of the API, where it is switched on. */
  readonly cdn: Cdn | undefined;
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly accessLogs: LogGroup;
  readonly #stage: HttpStage;

  constructor(scope: Construct, id: string, { configuration, zone }: SiteAddressProps) {
    super(scope, id);
    const { siteDomain, cdn, webAclArn } = configuration;
    const certificate = this.#certificate(configuration, zone);
    const own = siteDomain !== undefined && certificate !== undefined ? { siteDomain, certificate } : undefined;
    const domainName =
      own === undefined || cdn
        ? undefined
        : new DomainName(this, 'Domain', { domainName: own.siteDomain, certificate: own.certificate });
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      // Our own stage below, with limits and logs.
      createDefaultStage: false,
      // One address only: links and cookies belong to it.
      disableExecuteApiEndpoint: domainName !== undefined,
    });
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
    limit(this.#stage, siteRoutes);
    const { region, urlSuffix } = Stack.of(this);
    const apiHost = `${this.api.apiId}.execute-api.${region}.${urlSuffix}`;
    this.cdn = cdn ? new Cdn(this, 'Cdn', { origin: apiHost, webAclArn, own }) : undefined;
    this.url = `https://${siteDomain ?? this.cdn?.host ?? apiHost}`;
    new CfnOutput(this, 'Url', { value: this.url });
    if (own === undefined) return;
    if (this.cdn !== undefined) {
      this.#enter(own.siteDomain, this.cdn.host, new CloudFrontTarget(this.cdn.distribution), zone);
    } else if (domainName !== undefined) {
      const { regionalDomainName, regionalHostedZoneId } = domainName;
      const target = new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId);
      this.#enter(own.siteDomain, regionalDomainName, target, zone);
    }
  }

  /** The route to a function. API Gateway refuses the limits of a route that is not there, so the stage waits for it. */
  addRoute(scope: Construct, { id, key }: SiteRoute, answering: HttpRouteIntegration): HttpRoute {
    const [method, path] = key.split(' ') as [HttpMethod, string];
    const routeKey = key === '$default' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, method);
    const route = new HttpRoute(scope, id, { httpApi: this.api, routeKey, integration: answering });
    this.#stage.node.addDependency(route);
    return route;
  }

  #certificate(
    { siteDomain, siteCertificateArn }: SiteAddressProps['configuration'],
    zone: IHostedZone | undefined,
  ): ICertificate | undefined {
    if (siteCertificateArn !== undefined) {
      return Certificate.fromCertificateArn(this, 'Certificate', siteCertificateArn);
    }
    if (siteDomain === undefined) return undefined;
    const validation = CertificateValidation.fromDns(zone);
    return new Certificate(this, 'Certificate', { domainName: siteDomain, validation });
  }

  /** Into the zone; or as an output, for the operator to enter. */
  #enter(siteDomain: string, host: string, target: IAliasRecordTarget, zone: IHostedZone | undefined): void {
    if (zone === undefined) {
      new CfnOutput(this, 'DomainRecord', { value: `${siteDomain} CNAME ${host}` });
      return;
    }
    const record = { zone, recordName: `${siteDomain}.`, target: RecordTarget.fromAlias(target) };
    new ARecord(this, 'Ipv4', record);
    // An API's own domain answers over IPv4 only.
    if (this.cdn !== undefined) new AaaaRecord(this, 'Ipv6', record);
  }
}

/** What floods a route gets 429 before it costs a function call. */
function limit(stage: HttpStage, routes: readonly SiteRoute[]): void {
  const resource = stage.node.defaultChild as CfnStage;
  const others: Record<string, object> = {};
  for (const { key, throttle } of routes) {
    const { rate, burst } = throttle;
    if (key === '$default') resource.defaultRouteSettings = { throttlingRateLimit: rate, throttlingBurstLimit: burst };
    // As CloudFormation spells it: the CDK hands these on as they are.
    else others[key] = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
  }
  resource.routeSettings = others;
}
