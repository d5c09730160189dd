import { compile, type FormatCallback } from 'html-to-text';

/**
 * The plain-text part of a mail, from its html. Merge fields pass through; lines are not wrapped yet, because what is merged in is
 * of any length: `fill.ts` wraps when the mail is sent.
 */
export const plainText: (html: string) => string = (() => {
  const convert = compile({
    wordwrap: false,
    baseElements: { selectors: ['body'] },
    formatters: { ourHeading: heading, ourLink: link, ourFooter: footer, ourSpace: space },
    selectors: [
      { selector: 'h1', format: 'ourHeading', options: { underline: '===' } },
      { selector: 'h2', format: 'ourHeading', options: { underline: '---' } },
      { selector: 'h3', options: { uppercase: false } },
      { selector: 'a', format: 'ourLink' },
      { selector: 'br.unit', format: 'ourSpace' },
      { selector: 'ul', options: { itemPrefix: '* ' } },
      { selector: 'div.footer', format: 'ourFooter' },
      { selector: 'img', format: 'skip' },
    ],
  });
  // The footer's first paragraph follows its mark without the blank line that paragraphs otherwise have.
  return (html) =>
    convert(html)
      .trim()
      .replace(/^-- ?\n+/m, '-- \n')
      .replaceAll(/ +:$/gm, ':');
})();

/** A heading, then a mark of three characters that `fill.ts` draws out to the heading's length. */
function heading(...[element, walk, builder, { underline }]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 3 });
  walk(element.children, builder);
  builder.addLineBreak();
  builder.addInline(String(underline), { noWordTransform: true });
  builder.closeBlock({ trailingLineBreaks: 2 });
}

/** What a link says, then its address on a line of its own, where mail clients find it and nothing breaks it. */
function link(...[element, walk, builder]: Parameters<FormatCallback>): void {
  walk(element.children, builder);
  builder.addInline(':', { noWordTransform: true });
  builder.addLineBreak();
  builder.addInline(element.attribs?.href ?? '', { noWordTransform: true });
  // Links that stand side by side in the html stand below each other here.
  if (element.attribs?.class === 'tap') builder.addLineBreak();
}

/** A button of two lines says its words on one. */
function space(...[, , builder]: Parameters<FormatCallback>): void {
  builder.addInline(' ');
}

/** "-- " tells mail clients that the message proper is over. */
function footer(...[element, walk, builder]: Parameters<FormatCallback>): void {
  builder.openBlock({ leadingLineBreaks: 3 });
  builder.addLiteral('-- ');
  builder.addLineBreak();
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
}
