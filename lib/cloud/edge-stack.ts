import { BootstraplessSynthesizer, CfnOutput, Fn, Stack, type IStackSynthesizer } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { budget, type Spending } from './budget.ts';
import { links } from '../../lambdas/core/mail/links.ts';

/** The region of every web ACL for CloudFront, and one that CloudFormation can make budgets in: it cannot in some young ones. */
const edgeRegion = 'us-east-1';
const webAclOutput = 'WebAclArn';

export interface EdgeStackProps {
  /** Requests that one address may send to CloudFront in five minutes; undefined for no limit. */
  visitorLimit: number | undefined;
  spending: Spending | undefined;
}

/**
 * What must be in us-east-1, in whichever region the stage is: the WAF rule by which CloudFront limits each visitor, which an HTTP API cannot do, and the
 * budget, which is about the whole account anyway. Deployed before the stage's stack.
 */
export class EdgeStack extends Stack {
  /** For the stage's stack, which may be in another region. */
  readonly webAclArn: string | undefined;

  constructor(scope: Construct, id: string, { visitorLimit, spending }: EdgeStackProps) {
    super(scope, id, {
      description: 'Weekwise: what has to be in us-east-1',
      env: { region: edgeRegion },
      // It has no assets, so that region needs no bootstrapping.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    if (visitorLimit !== undefined) this.webAclArn = this.#limitVisitors(visitorLimit);
    if (spending !== undefined) budget(this, 'Budget', spending);
  }

  #limitVisitors(visitorLimit: number): string {
    const id = this.stackName;
    // Without samples of requests: their paths hold the tokens of links.
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
              // Mail providers fetch the pictures of many people from few addresses, and CloudFront caches them.
              scopeDownStatement: {
                notStatement: {
                  statement: {
                    orStatement: {
                      statements: below(...[links.asset, links.picture].map(({ path }) => path.replace(':file', ''))),
                    },
                  },
                },
              },
            },
          },
          visibilityConfig: { ...visibilityConfig, metricName: `${id}-EachVisitor` },
        },
      ],
    });
    new CfnOutput(this, webAclOutput, { value: webAcl.attrArn });
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
