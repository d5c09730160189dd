import { words } from '../../content/words.ts';
import { links } from '../../core/mail/links.ts';
import { type Opened, onward } from '../../core/mail/opened-link.ts';
import { Tabs } from './tabs.tsx';

const pages = {
  course: links.course,
  lessons: links.lessons,
  progress: links.progress,
  settings: links.settings,
} as const;

interface OwnTabsProps {
  link: Opened<(typeof pages)[keyof typeof pages]>;
  current: keyof typeof pages;
}

/** The pages of somebody's own course, side by side: the link of one opens them all. */
export function OwnTabs({ link, current }: OwnTabsProps) {
  const names = words.parts.own;
  const tabs = Object.entries(pages).map(([page, to]) => ({
    name: names[page as keyof typeof pages],
    href: onward(link, to),
  }));
  return <Tabs label={names.label} tabs={tabs} current={names[current]} />;
}
