/**
 * An error as SQS answers it. `code` is what the SDK's exception is called; `queryCode` is the name of the older protocol, which the SDK
 * shows as `Code` where the two differ.
 */
export class SqsError extends Error {
  override name = 'SqsError';
  readonly code: string;
  readonly queryCode: string;
  readonly status: number;

  constructor(
    code: string,
    message: string,
    { queryCode = code, status = 400 }: { queryCode?: string; status?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.queryCode = queryCode;
    this.status = status;
  }
}

const simple = (code: string, message: string, queryName = code) =>
  new SqsError(code, message, { queryCode: `AWS.SimpleQueueService.${queryName}` });

export const sqsErrors = {
  noQueue: () => simple('QueueDoesNotExist', 'The specified queue does not exist.', 'NonExistentQueue'),
  queueExists: (attribute: string) =>
    new SqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${attribute}`,
      {
        queryCode: 'QueueAlreadyExists',
      },
    ),
  missingParameter: (name: string) =>
    new SqsError('MissingParameter', `The request must contain the parameter ${name}.`),
  invalidParameter: (message: string) => new SqsError('InvalidParameterValue', message),
  /** The form that SQS uses for numbers out of range. */
  outOfRange: (name: string, value: number, reason: string) =>
    new SqsError('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`),
  invalidAttribute: (name: string) => new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`),
  invalidHandle: (handle: string) =>
    new SqsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, {
      status: 404,
    }),
  tooLong: (sizeBytesMax: number) =>
    new SqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${sizeBytesMax} bytes.`,
    ),
  batchTooLong: (sizeBytesMax: number, sizeBytes: number) =>
    simple(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${sizeBytesMax} bytes. You have sent ${sizeBytes} bytes.`,
    ),
  invalidContents: () =>
    new SqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    ),
  emptyBatch: () => simple('EmptyBatchRequest', 'There should be at least one entry in the request.'),
  tooManyEntries: (count: number) =>
    simple('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${count}.`),
  idsNotDistinct: (id: string) => simple('BatchEntryIdsNotDistinct', `Id ${id} repeated.`),
  invalidEntryId: () =>
    simple(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    ),
  notInFlight: (handle: string) =>
    new SqsError(
      'InvalidParameterValue',
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    ),
  unsupported: (message: string) => simple('UnsupportedOperation', message),
};
