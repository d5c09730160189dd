import { InvalidArgumentError, type Command } from 'commander';
import { OperatorError } from '../operator-error.ts';
import { readCameFrom, readLate, readSendTime, readZone } from './read-late.ts';
import type { Terminal } from './terminal.ts';

interface FormOptions {
  zone: string;
  day: number;
  time: string;
  series?: string;
  language?: string;
  from?: string;
}

/** For the operator's own web pages. */
export function formCommands(program: Command, terminal: Terminal): void {
  program
    .command('form')
    .description('prints a sign-up form for your own page: plain HTML, no script, no key')
    .requiredOption('--zone <zone>', 'time zone people start with; they can change it')
    .option('--day <number>', 'day of the lesson, 1 for Monday to 7 for Sunday', readDay, 1)
    .option('--time <time>', 'local time on the quarter hour', '07:00')
    .option('--series <id>', 'for this series; by default the one of the start page')
    .option('--language <tag>', 'of its words and of what people are sent; by default the first one of the series')
    .option('--from <name>', 'name kept with people who come by this form, such as clinic-north')
    .hook('preAction', readLate({ zone: readZone, time: readSendTime, from: readCameFrom }))
    .action(({ zone, day: lessonDay, time: sendTime, series: id, language: tag, from }: FormOptions) =>
      terminal.withService(async ({ sending, series: library }, say) => {
        const { embeddedForm } = await import('../embedded-form.ts');
        const { languageNamed } = await import('../language-named.ts');
        const { seriesNamed } = await import('../series-named.ts');
        if (sending === undefined)
          throw new OperatorError('This stage does not tell where its site is: deploy it once more.');
        const { siteUrl } = sending;
        const series = seriesNamed(id, library);
        const language = languageNamed(tag, series, library);
        const html = embeddedForm({ siteUrl, series, library, language, zone, lessonDay, sendTime, from });
        say('form', { html, language }, html);
      }),
    );
}

function readDay(text: string): number {
  if (!/^[1-7]$/.test(text)) throw new InvalidArgumentError('1 for Monday to 7 for Sunday.');
  return Number(text);
}
