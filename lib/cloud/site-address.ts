import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  IpAddressType,
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
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { Cdn } from './cdn.ts';
import type { Configuration } from './configuration.ts';
import { PictureCdn } from './picture-cdn.ts';
import { routesAroundCdn, siteRoutes, type SiteHandlerName, type SiteRoute } from './site-routes.ts';

export interface SiteAddressProps {
  configuration: Pick<Configuration, 'siteDomain' | 'siteCertificateArn' | 'cdn' | 'pictureCdn'>;
  /** The web ACL of CloudFront. */
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

/** An API with its stage and its routes. */
interface Gateway {
  api: HttpApi;
  stage: HttpStage;
  routes: readonly SiteRoute[];
  /** Of the construct ids of its routes. */
  prefix: string;
}

/**
 * Where the site is, before there is a site.
 *
 * The functions must know their own address, and an API must know its function: made as one, each would wait for the other. So the API comes
 * first, empty; the functions get its address; the routes to them are added last (`Website`).
 *
 * With CloudFront there is a second API, for CloudFront only. Its address is in no email, so that requests around CloudFront cannot use up the limits of
 * its visitors. The first API stays for links in emails sent before.
 */
export class SiteAddress extends Construct {
  /** The API of visitors, or of CloudFront where it is on. */
  readonly api: HttpApi;
  /** In front of the API, where it is switched on. */
  readonly cdn: Cdn | undefined;
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** What the file names of an email's pictures are added to. */
  readonly picturesUrl: string;
  readonly accessLogs: LogGroup;
  readonly #gateways: Gateway[];

  constructor(scope: Construct, id: string, { configuration, webAclArn, zone }: SiteAddressProps) {
    super(scope, id);
    const { siteDomain, cdn, pictureCdn } = configuration;
    const certificate = this.#certificate(configuration, zone);
    const own = siteDomain !== undefined && certificate !== undefined ? { siteDomain, certificate } : undefined;
    const domainName =
      own === undefined || cdn
        ? undefined
        : new DomainName(this, 'Domain', {
            domainName: own.siteDomain,
            certificate: own.certificate,
            ipAddressType: IpAddressType.DUAL_STACK,
          });
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const known = this.#gateway(this, '', cdn ? routesAroundCdn : siteRoutes, domainName);
    const asked = cdn ? this.#gateway(new Construct(this, 'Origin'), 'Origin', siteRoutes) : known;
    this.#gateways = [...new Set([known, asked])];
    this.api = asked.api;
    this.cdn = cdn ? new Cdn(this, 'Cdn', { origin: this.#hostOf(asked), webAclArn, own }) : undefined;
    this.url = `https://${siteDomain ?? this.cdn?.host ?? this.#hostOf(asked)}`;
    // It stays when `cdn` is switched on, for the pictures of emails sent before: the site redirects it to the other.
    const pictures = pictureCdn ? new PictureCdn(this, 'Pictures', { origin: this.#hostOf(known) }) : undefined;
    const onSite = `${this.url}${hrefOf(links.picture, { file: '' })}`;
    this.picturesUrl = cdn ? onSite : (pictures?.url ?? onSite);
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
   * @param integrate - makes an integration with a function; called for each route
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
        // API Gateway refuses limits for a route that does not exist yet.
        stage.node.addDependency(route);
      }
    }
  }

  #gateway(scope: Construct, prefix: string, routes: readonly SiteRoute[], domainName?: DomainName): Gateway {
    const api = new HttpApi(scope, 'Api', {
      apiName: `${Stack.of(this).stackName}${prefix && `-${prefix.toLowerCase()}`}`,
      ipAddressType: IpAddressType.DUAL_STACK,
      // Our own stage below, with limits and logs.
      createDefaultStage: false,
      // It stays enabled when the site has another address: one-click must go on working in emails sent before.
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

  #hostOf({ api }: Gateway): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${api.apiId}.execute-api.${region}.${urlSuffix}`;
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
    new AaaaRecord(this, 'Ipv6', record);
  }
}

/** Sets the limits of each route: beyond them a request gets 429 before it costs a function call. */
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
