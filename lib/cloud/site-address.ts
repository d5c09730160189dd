import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';

export interface SiteAddressProps {
  configuration: Pick<Configuration, 'siteDomain' | 'siteCertificateArn'>;
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
  /** Origin, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { configuration }: SiteAddressProps) {
    super(scope, id);
    const domainName = this.#domainName(configuration);
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      // Our own stage below, with limits and logs.
      createDefaultStage: false,
      // One address only: links and cookies belong to it.
      disableExecuteApiEndpoint: domainName !== undefined,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // For a page with a form; what floods it gets 429 before it costs a function call.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${configuration.siteDomain ?? `${this.api.apiId}.execute-api.${region}.${urlSuffix}`}`;
    new CfnOutput(this, 'Url', { value: this.url });
  }

  #domainName({ siteDomain, siteCertificateArn }: SiteAddressProps['configuration']): DomainName | undefined {
    if (siteDomain === undefined || siteCertificateArn === undefined) return undefined;
    const domainName = new DomainName(this, 'Domain', {
      domainName: siteDomain,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', siteCertificateArn),
    });
    new CfnOutput(this, 'DomainRecord', { value: `${siteDomain} CNAME ${domainName.regionalDomainName}` });
    return domainName;
  }
}
