/** The routes of the site: API Gateway is made from this list, and the local home answers by it. */

/** Functions that answer people's requests. */
export type SiteHandlerName = 'web' | 'unsubscribe';

export interface SiteRoute {
  /** Of the construct. */
  id: string;
  /** As API Gateway writes it. */
  key: string;
  handler: SiteHandlerName;
  /** Requests a second, and at one moment, beyond which API Gateway answers 429 without calling the function. Each route is counted by itself. */
  throttle: { rate: number; burst: number };
}

/**
 * One-click (RFC 8058) has a route to itself, since mail providers ask once and do not come back: neither pictures and pages nor people who look at
 * the page of leaving can use up its share.
 */
export const oneClick: SiteRoute = {
  id: 'OneClick',
  key: 'POST /unsubscribe/{token}',
  handler: 'unsubscribe',
  throttle: { rate: 100, burst: 200 },
};

export const siteRoutes: readonly SiteRoute[] = [
  oneClick,
  // Its page, which scanners of mail open first, and the forms on it.
  { id: 'Leaving', key: 'ANY /unsubscribe/{proxy+}', handler: 'unsubscribe', throttle: { rate: 50, burst: 100 } },
  { id: 'AllRoutes', key: '$default', handler: 'web', throttle: { rate: 50, burst: 100 } },
];

/** Of the address that mails have which were sent before CloudFront was there: one-click works, and the site leads everybody else on. */
export const routesAroundCdn = siteRoutes.filter(({ key }) => key === oneClick.key || key === '$default');
