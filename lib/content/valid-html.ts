import { HtmlValidate } from 'html-validate';
import { RulesOnce } from './rules-once.ts';

const rules = new RulesOnce({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // What mail clients need and browsers have left behind: table attributes, inline styles, a meta with an http-equiv.
    'no-deprecated-attr': 'off',
    'no-inline-style': 'off',
    'attribute-allowed-values': 'off',
    // Style of the source: MJML's output is not for reading.
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    // MJML's own frame is a div with the role of an article: Outlook knows no <article>.
    'prefer-native-element': 'off',
    // Outlook for Windows reads these.
    'no-conditional-comment': 'off',
  },
});
const validator = new HtmlValidate(rules);

/** What is not valid in the html of an email, in words. */
export async function invalidIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `is not valid html: ${message} (${ruleId})`),
  );
}
