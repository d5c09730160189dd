import * as z from 'zod';
import { refused } from './refusals.ts';

/** Text as people type, dictate and paste it, into any field that is kept. */

/*
 * What nobody sees: format characters (zero-width spaces, direction marks), and fillers that are letters by their category. Unicode calls variation
 * selectors default ignorable too, but they choose how the sign before them looks, so they stay.
 */
const invisible = '(?:\\p{Cf}|[\\u115f\\u1160\\u3164\\uffa0\\u{e0100}-\\u{e01ef}])';
/** Zero width joiner and non-joiner. */
const joiner = '[\\u200c\\u200d]';
/** What two of a text's visible parts end and begin with where a joiner has a meaning. */
const joined = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
/**
 * Joiners between letters, as in Persian and Sinhala; behind a mark also at the end of a word, as in older Malayalam spelling; between pictographs,
 * as in families. The flags of England, Scotland and Wales are a black flag with the region in invisible letters.
 */
const meaningful = [
  `(?<=${joined})${joiner}(?=${joined})`,
  `(?<=\\p{M})(?<![\\ufe00-\\ufe0f])${joiner}(?!${joiner})`,
  '(?<=\\u{1f3f4}[\\u{e0061}-\\u{e007a}]{0,5})[\\u{e0061}-\\u{e007a}\\u{e007f}]',
].join('|');

const anyMeaningful = new RegExp(meaningful, 'gu');
const anyInvisible = new RegExp(invisible, 'u');
/** One sign that belongs to the text and is no space. */
const ofTheText = new RegExp(`${meaningful}|(?!${invisible})\\S`, 'gu');

/** Without spaces and invisible signs at its ends. Copying from pages and chats brings them along. */
export function withoutEdges(typed: string): string {
  let start: number | undefined;
  let end = 0;
  for (const { 0: sign, index } of typed.matchAll(ofTheText)) {
    start ??= index;
    end = index + sign.length;
  }
  return typed.slice(start ?? 0, end);
}

/** Does it hold signs that nobody sees, other than those that spell a word or draw an emoji? */
export function hidesSomething(text: string): boolean {
  return anyInvisible.test(text.replaceAll(anyMeaningful, ''));
}

/** Half of a character whose other half was cut off, or the sign that stands for bytes that nobody could read. */
export function isDamaged(text: string): boolean {
  return text.includes('\ufffd') || /\p{Cs}/u.test(text);
}

const oneLine = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const severalLines = /^(?:[\t\n\r]|[^\p{Cc}\p{Zl}\p{Zp}])*$/u;

/**
 * Text to keep, of one line or several. Each refusal says what is wrong with it.
 *
 * @param max - length in UTF-16 units, as forms count it
 */
export function typedText(max: number, { lines }: { lines: 'one' | 'several' }) {
  const allowed = lines === 'one' ? oneLine : severalLines;
  const wrongSigns =
    lines === 'one'
      ? refused('Please write it in one line, without tabs.', 'several-lines')
      : refused('There is a control character in this text. Please type it instead of pasting it.', 'control');
  return z
    .string()
    .transform(withoutEdges)
    .pipe(
      z
        .string()
        .refine((text) => text.length <= max, refused(`Please use at most ${max} characters.`, 'long', { max }))
        .refine(
          (text) => !isDamaged(text),
          refused('A character in this text was damaged on its way. Please type it again.', 'damaged'),
        )
        .refine((text) => allowed.test(text), wrongSigns)
        .refine(
          (text) => !hidesSomething(text),
          refused('There is an invisible character in this text. Please type it instead of pasting it.', 'invisible'),
        ),
    );
}
