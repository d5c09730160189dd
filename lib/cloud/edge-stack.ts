import { BootstraplessSynthesizer, CfnOutput, Fn, Stack, type IStackSynthesizer } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Where AWS WAF keeps what is for CloudFront. */
const edgeRegion = 'us-east-1';
const webAclOutput = 'WebAclArn';

export interface EdgeStackProps {
  /** Requests that one address may send in five minutes. */
  visitorLimit: number;
}

/**
 * What CloudFront takes from us-east-1 only, wherever the stage is: a rule that counts each visitor by themselves, which an HTTP API cannot. A stack of
 * its own, deployed before the stage's.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { visitorLimit }: EdgeStackProps) {
    super(scope, id, {
      description: 'Weekwise: what CloudFront needs in us-east-1',
      env: { region: edgeRegion },
      // It has no files, so that nothing has to be prepared in that region.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    // No sample of requests is kept: paths of links are keys.
    const visibilityConfig = { sampledRequestsEnabled: false, cloudWatchMetricsEnabled: true, metricName: id };
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig,
      rules: [
        {
          name: 'EachVisitor',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: visitorLimit,
              evaluationWindowSec: 300,
              // Mail providers fetch pictures for everybody from a few addresses; CloudFront has them at hand.
              scopeDownStatement: {
                notStatement: { statement: { orStatement: { statements: below('/assets/', '/pictures/') } } },
              },
            },
          },
          visibilityConfig: { ...visibilityConfig, metricName: `${id}-EachVisitor` },
        },
      ],
    });
    new CfnOutput(this, webAclOutput, { value: webAcl.attrArn });
  }

  /** For the stack of the stage, which is somewhere else. */
  get webAclArn(): string {
    return Fn.getStackOutput(this.stackName, webAclOutput, edgeRegion);
  }
}

function below(...folders: string[]): CfnWebACL.StatementProperty[] {
  return folders.map((folder) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: folder,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  }));
}
