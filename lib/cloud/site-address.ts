import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
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
import { routesAroundCdn, siteRoutes, type SiteHandlerName, type SiteRoute } from './site-routes.ts';

export interface SiteAddressProps {
  configuration: Pick<Configuration, 'siteDomain' | 'siteCertificateArn' | 'cdn'>;
  /** Rules of AWS WAF before CloudFront. */
  webAclArn?: string | undefined;
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

/** An API with its stage, and the routes that it is to have. */
interface Gateway {
  api: HttpApi;
  stage: HttpStage;
  routes: readonly SiteRoute[];
  /** Of the ids of its routes. */
  prefix: string;
}

/**
 * Where the site is, before there is a site.
 *
 * The functions must know their own address, and an API must know its function: made as one, each would wait for the other. So the API comes
 * first, empty; the functions get its address; the routes to them are added last (`Website`).
 *
 * CloudFront has an API to itself, whose address no mail has ever held: what goes around CloudFront meets other limits, not those of its visitors. The
 * API of before stays, since mails that were sent then have its address.
 */
export class SiteAddress extends Construct {
  /** The one that visitors come to, or CloudFront for them. */
  readonly api: HttpApi;
  /** In front of the API, where it is switched on. */
  readonly cdn: Cdn | undefined;
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly accessLogs: LogGroup;
  readonly #gateways: Gateway[];

  constructor(scope: Construct, id: string, { configuration, webAclArn, zone }: SiteAddressProps) {
    super(scope, id);
    const { siteDomain, cdn } = configuration;
    const certificate = this.#certificate(configuration, zone);
    const own = siteDomain !== undefined && certificate !== undefined ? { siteDomain, certificate } : undefined;
    const domainName =
      own === undefined || cdn
        ? undefined
        : new DomainName(this, 'Domain', { domainName: own.siteDomain, certificate: own.certificate });
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const known = this.#gateway(this, '', cdn ? routesAroundCdn : siteRoutes, domainName);
    const asked = cdn ? this.#gateway(new Construct(this, 'Origin'), 'Origin', siteRoutes) : known;
    this.#gateways = [...new Set([known, asked])];
    this.api = asked.api;
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

  /**
   * Adds the routes to the functions.
   *
   * @param integrate - makes an integration with a function; each route has its own
   */
  addRoutes(scope: Construct, integrate: (handler: SiteHandlerName) => HttpRouteIntegration): void {
    for (const { api, stage, routes, prefix } of this.#gateways) {
      for (const { id, key, handler } of routes) {
        const [method, path] = key.split(' ') as [HttpMethod, string];
        const route = new HttpRoute(scope, `${prefix}${id}`, {
          httpApi: api,
          routeKey: key === '$default' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, method),
          integration: integrate(handler),
        });
        Validations.of(route).acknowledge({
          id: 'AwsSolutions::AwsSolutions-APIG4',
          reason:
            'A public site; pages about a person ask for the signed token of a link, which the function verifies.',
        });
        // API Gateway refuses limits of a route that is not there yet.
        stage.node.addDependency(route);
      }
    }
  }

  #gateway(scope: Construct, prefix: string, routes: readonly SiteRoute[], domainName?: DomainName): Gateway {
    const api = new HttpApi(scope, 'Api', {
      apiName: `${Stack.of(this).stackName}${prefix && `-${prefix.toLowerCase()}`}`,
      // Our own stage below, with limits and logs.
      createDefaultStage: false,
      // It goes on answering where the site has another address: mails that were sent before have this one, and one-click has to work in them.
      disableExecuteApiEndpoint: false,
    });
    const stage = new HttpStage(scope, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
    limit(stage, routes);
    return { api, stage, routes, prefix };
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
