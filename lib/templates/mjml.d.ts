/** mjml brings no types of its own. This is the little of it that the build uses. */
declare module 'mjml' {
  interface Options {
    validationLevel: 'strict';
    keepComments: boolean;
    fonts: Record<string, string>;
  }

  /** Rejects with an error whose `errors` have `line`, `message` and `tagName`. */
  export default function mjml(source: string, options: Options): Promise<{ html: string }>;
}
