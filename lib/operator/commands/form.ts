import { InvalidArgumentError, type Command } from 'commander';
import { SendTime } from '../../../lambdas/core/preferences.ts';
import { embeddedForm } from '../embedded-form.ts';
import { HomeError } from '../home-error.ts';
import { seriesNamed } from '../series-named.ts';
import { readZone } from './read-zone.ts';
import type { Terminal } from './terminal.ts';

interface FormOptions {
  zone: string;
  day: number;
  time: string;
  series?: string;
}

/** For the operator's own web pages. */
export function formCommands(program: Command, terminal: Terminal): void {
  program
    .command('form')
    .description('prints a sign-up form for a page of your own: plain HTML, no script, no key')
    .requiredOption('--zone <zone>', 'time zone that people begin with; they can change it', readZone)
    .option('--day <number>', 'day of the lesson, 1 for Monday to 7 for Sunday', readDay, 1)
    .option('--time <time>', 'local time on the quarter hour', readTime, '07:00')
    .option('--series <id>', 'for this series; without it, for the one of the start page')
    .action(({ zone, day, time, series }: FormOptions) =>
      terminal.withHome(async ({ sending, series: library }, say) => {
        if (sending === undefined)
          throw new HomeError('This stage does not tell where its site is: deploy it once more.');
        const { id } = seriesNamed(series, library);
        const html = embeddedForm({ siteUrl: sending.siteUrl, series: id, zone, lessonDay: day, sendTime: time });
        say({ html }, html);
      }),
    );
}

function readDay(text: string): number {
  if (!/^[1-7]$/.test(text)) throw new InvalidArgumentError('1 for Monday to 7 for Sunday.');
  return Number(text);
}

function readTime(text: string): string {
  if (!SendTime.safeParse(text).success) throw new InvalidArgumentError('A time on the quarter hour, such as 07:15.');
  return text;
}
