import { Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';

export interface CopiesProps {
  copies: NonNullable<Configuration['copies']>;
  /** ARN of each table, by the folder that its copies go to. */
  tables: Record<string, string>;
}

/** Sunday, or every night, when nothing else goes on. */
const night = { minute: '20', hour: '2', timeZone: TimeZone.ETC_UTC };

/**
 * Copies of the tables outside the account: DynamoDB exports each from its backups to a bucket that another account owns, which uses up no capacity of
 * the table. The keys do not go along (decision 0050).
 */
export class Copies extends Construct {
  constructor(scope: Construct, id: string, { copies, tables }: CopiesProps) {
    super(scope, id);
    const { bucket, account, every } = copies;
    const { stackName, partition } = Stack.of(this);
    const objects = `arn:${partition}:s3:::${bucket}/${stackName}/*`;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const policyStatements = [
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['dynamodb:ExportTableToPointInTime'],
        resources: Object.values(tables),
      }),
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['s3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'],
        resources: [objects],
      }),
    ];
    Validations.of(role).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${bucket}/${stackName}/*]`,
      reason: 'DynamoDB names the objects of an export itself, below this folder.',
    });
    for (const [folder, tableArn] of Object.entries(tables)) {
      new Schedule(this, folder, {
        description: `Weekwise: copy the ${folder.toLowerCase()} to another account`,
        schedule: ScheduleExpression.cron(every === 'day' ? night : { ...night, weekDay: 'SUN' }),
        target: new Universal({
          service: 'dynamodb',
          action: 'exportTableToPointInTime',
          role,
          policyStatements,
          input: ScheduleTargetInput.fromObject({
            TableArn: tableArn,
            S3Bucket: bucket,
            S3BucketOwner: account,
            S3Prefix: `${stackName}/${folder.toLowerCase()}`,
            S3SseAlgorithm: 'AES256',
            ExportFormat: 'DYNAMODB_JSON',
          }),
        }),
      });
    }
  }
}
