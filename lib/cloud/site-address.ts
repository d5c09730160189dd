import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
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
import { isBelow, isCloudFrontHost, type Configuration, type FormerSite } from './configuration.ts';
import { PictureCdn } from './picture-cdn.ts';
import { routesAroundCdn, siteRoutes, type SiteHandlerName, type SiteRoute } from './site-routes.ts';

export interface SiteAddressProps {
  configuration: Pick<Configuration, 'siteDomain' | 'siteCertificateArn' | 'formerSites' | 'cdn' | 'pictureCdn'>;
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
 *
 * A host that was ever in a link goes on answering (`formerSites`): domains at the first API, and the host of a distribution by the distribution. A host
 * keeps its resources, so their ids go by the order in which the site had the hosts: CloudFormation makes before it deletes, and a name exists once.
 */
export class SiteAddress extends Construct {
  /** The API of visitors, or of CloudFront where it is on. */
  readonly api: HttpApi;
  /** Where every request has to come through CloudFront. */
  readonly cdn: Cdn | undefined;
  /** Host of the distribution, also of one that only links of before lead to. */
  readonly distribution: string | undefined;
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** What the file names of an email's pictures are added to. */
  readonly picturesUrl: string;
  readonly accessLogs: LogGroup;
  readonly #gateways: Gateway[];

  constructor(scope: Construct, id: string, { configuration, webAclArn, zone }: SiteAddressProps) {
    super(scope, id);
    const { siteDomain, siteCertificateArn, formerSites, cdn, pictureCdn } = configuration;
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const hosts = this.#hosts(configuration, zone);
    // DNS may lead to the first API still: until the operator says otherwise, it answers as CloudFront's does.
    const isMoving = cdn && formerSites.some(({ domain, moving }) => moving && domain === siteDomain);
    const known = this.#gateway(this, '', cdn && !isMoving ? routesAroundCdn : siteRoutes, hosts[0]?.name);
    for (const { scope: own, name } of hosts.slice(1)) {
      if (name !== undefined) new ApiMapping(own, 'Mapping', { api: known.api, domainName: name, stage: known.stage });
    }
    const kept = formerSites.find(({ domain }) => isCloudFrontHost(domain));
    const hasCdn = cdn || kept !== undefined;
    const asked = hasCdn ? this.#gateway(new Construct(this, 'Origin'), 'Origin', siteRoutes) : known;
    this.#gateways = [...new Set([known, asked])];
    this.api = (cdn ? asked : known).api;
    const [alias, aliasCertificate] = cdn ? [siteDomain, siteCertificateArn] : [kept?.serves, kept?.certificateArn];
    const distribution = hasCdn
      ? new Cdn(this, 'Cdn', {
          origin: this.#hostOf(asked),
          webAclArn,
          own:
            alias === undefined || aliasCertificate === undefined
              ? undefined
              : {
                  siteDomain: alias,
                  certificate: Certificate.fromCertificateArn(this, 'CdnCertificate', aliasCertificate),
                },
        })
      : undefined;
    this.cdn = cdn && !isMoving ? distribution : undefined;
    this.distribution = distribution?.host;
    this.url = `https://${siteDomain ?? (cdn ? distribution!.host : this.#hostOf(known))}`;
    // It stays when `cdn` is switched on, for the pictures of emails sent before: the site redirects it to the other.
    const pictures = pictureCdn ? new PictureCdn(this, 'Pictures', { origin: this.#hostOf(known) }) : undefined;
    const onSite = `${this.url}${hrefOf(links.picture, { file: '' })}`;
    this.picturesUrl = cdn ? onSite : (pictures?.url ?? onSite);
    new CfnOutput(this, 'Url', { value: this.url });
    for (const { host, scope: own, name } of hosts) {
      if (host === siteDomain && cdn) {
        enter(own, host, distribution!.host, new CloudFrontTarget(distribution!.distribution), zone);
      } else if (name !== undefined) {
        const { regionalDomainName, regionalHostedZoneId } = name;
        const target = new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId);
        enter(own, host, regionalDomainName, target, zone);
      }
    }
  }

  /** The site's own hosts, the oldest first, whose scope is this one; and their names at the first API, where it answers under them. */
  #hosts(
    { siteDomain, siteCertificateArn, formerSites, cdn }: SiteAddressProps['configuration'],
    zone: IHostedZone | undefined,
  ): { host: string; scope: Construct; name: DomainName | undefined }[] {
    const former = new Map<string, FormerSite>(
      formerSites.flatMap((site) => (isCloudFrontHost(site.domain) ? [] : [[site.domain, site]])),
    );
    const hosts = [...new Set([...former.keys(), ...(siteDomain === undefined ? [] : [siteDomain])])];
    return hosts.map((host, index) => {
      const scope = index === 0 ? this : new Construct(this, host);
      const isNow = host === siteDomain && !cdn;
      if (!isNow && !former.has(host)) return { host, scope, name: undefined };
      const arn = isNow ? (siteCertificateArn ?? former.get(host)?.certificateArn) : former.get(host)?.certificateArn;
      const name = new DomainName(scope, 'Domain', {
        domainName: host,
        certificate: certificateOf(scope, host, arn, zone),
        ipAddressType: IpAddressType.DUAL_STACK,
      });
      return { host, scope, name };
    });
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
}

function certificateOf(
  scope: Construct,
  host: string,
  arn: string | undefined,
  zone: IHostedZone | undefined,
): ICertificate {
  return arn === undefined
    ? new Certificate(scope, 'Certificate', { domainName: host, validation: CertificateValidation.fromDns(zone) })
    : Certificate.fromCertificateArn(scope, 'Certificate', arn);
}

/** Into the zone; or as an output, for the operator to enter. */
function enter(
  scope: Construct,
  host: string,
  leadsTo: string,
  target: IAliasRecordTarget,
  zone: IHostedZone | undefined,
): void {
  if (zone === undefined || !isBelow(zone.zoneName, host)) {
    new CfnOutput(scope, 'DomainRecord', { value: `${host} CNAME ${leadsTo}` });
    return;
  }
  const record = { zone, recordName: `${host}.`, target: RecordTarget.fromAlias(target) };
  new ARecord(scope, 'Ipv4', record);
  new AaaaRecord(scope, 'Ipv6', record);
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
