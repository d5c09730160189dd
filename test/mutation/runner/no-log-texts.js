import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** Leaves out what is only read: what is logged and counted, and the messages of errors. Whether and when something is logged is not left out. */
const noLogTexts = {
  shouldIgnore({ listKey, parentPath }) {
    if (listKey !== 'arguments') return undefined;
    if (parentPath.isNewExpression() && /Error$/.test(parentPath.node.callee.name))
      return 'left out: message of an error';
    const logger = parentPath.isCallExpression() && parentPath.node.callee.object;
    return logger && (logger.name ?? logger.property?.name) === 'log' ? 'left out: text of a log line' : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'no-log-texts', noLogTexts)];
