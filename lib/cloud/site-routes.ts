import { links } from '../../lambdas/core/mail/links.ts';

/** The routes of the site: API Gateway is made from this list, and the local service follows it. */

/** Functions behind the site's routes. */
export type SiteHandlerName = 'web' | 'unsubscribe';

export interface SiteRoute {
  /** Of the construct. */
  id: string;
  /** As API Gateway writes it. */
  key: string;
  handler: SiteHandlerName;
  /** Requests per second and burst, beyond which API Gateway answers 429 without calling the function. Each route has its own count. */
  throttle: { rate: number; burst: number };
}

/**
 * One-click (RFC 8058) has a route of its own, because mail providers try only once: neither pages and pictures nor visits to the unsubscribe page can use
 * up its limit.
 */
export const oneClick: SiteRoute = {
  id: 'OneClick',
  key: `POST ${links.unsubscribe.path.replace(':token', '{token}')}`,
  handler: 'unsubscribe',
  throttle: { rate: 100, burst: 200 },
};

/** The page of the link, which link scanners open too, and its forms. */
export const leavingPage: SiteRoute = {
  id: 'Leaving',
  key: `ANY ${links.unsubscribe.path.replace(':token', '{proxy+}')}`,
  handler: 'unsubscribe',
  throttle: { rate: 50, burst: 100 },
};

export const siteRoutes: readonly SiteRoute[] = [
  oneClick,
  leavingPage,
  { id: 'AllRoutes', key: '$default', handler: 'web', throttle: { rate: 50, burst: 100 } },
];

/** Routes of the API that emails from before CloudFront link to: one-click, and redirects by the site. */
export const routesAroundCdn = siteRoutes.filter(({ key }) => key === oneClick.key || key === '$default');
