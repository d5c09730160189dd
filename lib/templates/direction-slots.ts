import type { Slots } from './compose.ts';
import type { Place } from './source-location.ts';

/**
 * Where an email has a beginning and an end: mail programs know no logical properties, so the sides are filled in for each language.
 *
 * @param place - of the series, for messages
 */
export function directionSlots(direction: 'ltr' | 'rtl', place: Place): Slots {
  const [start, end] = direction === 'ltr' ? ['left', 'right'] : ['right', 'left'];
  const sides = (top: string, atEnd: string, bottom: string, atStart: string) => {
    const [right, left] = direction === 'ltr' ? [atEnd, atStart] : [atStart, atEnd];
    return { text: `${top} ${right} ${bottom} ${left}`, place };
  };
  return {
    direction,
    start,
    end,
    listPadding: sides('0', '0', '0', '26px'),
    tapPadding: sides('11px', '18px', '11px', '0'),
    rungPadding: sides('[[space.hair]]', '0', '[[space.hair]]', '[[space.medium]]'),
  };
}
