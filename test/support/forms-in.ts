/** What a browser would send from a page: one for each button. */
export interface FormOnPage {
  action: string;
  fields: [name: string, value: string][];
  /** Names of the fields that one fills in or chooses. */
  filledIn: string[];
  /** The same form with something said in each of them. */
  filled: [name: string, value: string][];
  /** What the button sends itself. */
  button: string;
}

/** The forms of a page that are posted, as they stand there, nothing typed. */
export function formsIn(html: string): FormOnPage[] {
  return [...html.matchAll(/<form(?=[^>]* method="post")[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].flatMap(
    ([, action = '', inner = '']) => {
      const given = [...inputsIn(inner), ...selectsIn(inner), ...textAreasIn(inner)];
      const fields = given.filter(({ isSent }) => isSent).map(({ name, value }): [string, string] => [name, value]);
      const filledIn = [...new Set(given.filter(({ isHidden }) => !isHidden).map(({ name }) => name))];
      return [...inner.matchAll(/<button type="submit"([^>]*)>/g)].map(([, about = '']) => {
        const own: [string, string][] = hasName(about) ? [[attribute(about, 'name'), attribute(about, 'value')]] : [];
        return {
          action: decoded(action),
          fields: [...fields, ...own],
          filledIn,
          filled: [...new Map(given.map(({ name, filled }) => [name, filled])), ...own],
          button: own.map((one) => one.join('=')).join(),
        };
      });
    },
  );
}

interface Given {
  name: string;
  value: string;
  /** What somebody might say. */
  filled: string;
  isSent: boolean;
  isHidden: boolean;
}

function inputsIn(html: string): Given[] {
  return [...html.matchAll(/<input([^>]*)>/g)].flatMap(([, about = '']) => {
    if (!hasName(about)) return [];
    const type = attribute(about, 'type');
    const isChosen = type !== 'checkbox' && type !== 'radio';
    const value = attribute(about, 'value');
    return [
      {
        name: attribute(about, 'name'),
        value,
        filled: value || (said[type] ?? 'A line of my own.'),
        isSent: isChosen || / checked/.test(about),
        isHidden: type === 'hidden',
      },
    ];
  });
}

const said: Record<string, string> = { date: '2026-12-24', email: 'ann@new.example', number: '3' };

function selectsIn(html: string): Given[] {
  return [...html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)].map(([, about = '', inner = '']) => {
    const options = [...inner.matchAll(/<option([^>]*)>/g)].map(([, option = '']) => option);
    const chosen = options.find((option) => / selected/.test(option)) ?? options[0] ?? '';
    const [value, filled] = [attribute(chosen, 'value'), attribute(options.at(-1) ?? '', 'value')];
    return { name: attribute(about, 'name'), value, filled, isSent: true, isHidden: false };
  });
}

function textAreasIn(html: string): Given[] {
  return [...html.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs)].map(([, about = '', value = '']) => ({
    name: attribute(about, 'name'),
    value: decoded(value),
    filled: 'A line of my own.',
    isSent: true,
    isHidden: false,
  }));
}

const hasName = (tag: string) => / name="/.test(tag);
const attribute = (tag: string, name: string) => decoded(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
export const decoded = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(39|x27);/g, "'")
    .replaceAll('&amp;', '&');
