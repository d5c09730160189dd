import { siteRoutes, type SiteRoute } from '../cloud/site-routes.ts';

export interface RoutedRequest {
  route: SiteRoute;
  /** Values of the variables in its path. */
  pathParameters: Record<string, string> | undefined;
}

/**
 * The route that API Gateway would take: one that matches method and path, before one with a greedy variable, before `$default` (API Gateway
 * Developer Guide, "Create routes for HTTP APIs").
 */
export function routeOf(method: string, path: string): RoutedRequest {
  const [found] = siteRoutes
    .filter(({ key }) => key !== '$default')
    .toSorted((one, other) => Number(isGreedy(one)) - Number(isGreedy(other)))
    .flatMap((route) => {
      const pathParameters = matched(route.key, method, path);
      return pathParameters === undefined ? [] : [{ route, pathParameters }];
    });
  return found ?? { route: siteRoutes.find(({ key }) => key === '$default')!, pathParameters: undefined };
}

function isGreedy({ key }: SiteRoute): boolean {
  return key.includes('+}');
}

function matched(key: string, method: string, path: string): Record<string, string> | undefined {
  const [wanted, pattern = ''] = key.split(' ');
  if (wanted !== 'ANY' && wanted !== method) return undefined;
  const expression = pattern.replaceAll(
    /\{(\w+)(\+?)\}/g,
    (_, name, greedy) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${expression}$`).exec(path)?.groups;
}
