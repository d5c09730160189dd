/** Leaves out what is only read: what is logged and counted, and the messages of errors. Whether and when something is logged is not left out. */
const noLogTexts = {
  shouldIgnore({ listKey, parentPath }) {
    if (listKey !== 'arguments') return undefined;
    const { callee } = parentPath.node;
    if (parentPath.isNewExpression() && callee.name?.endsWith('Error')) return 'left out: message of an error';
    const logger = callee.object && (callee.object.name ?? callee.object.property?.name);
    return parentPath.isCallExpression() && logger === 'log' ? 'left out: text of a log line' : undefined;
  },
};

/** A plugin of Stryker. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'no-log-texts', value: noLogTexts }];
