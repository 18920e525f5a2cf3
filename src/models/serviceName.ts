const maxName = 200;

/**
 * The name of a model or of a reason as a service gives it. Such names are shown in many places, so nothing that could
 * be more than a name comes through: no space, bracket, line end or hidden character. Undefined when nothing is left.
 */
export function serviceName(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const name = given.slice(0, maxName).replace(/[^\w.:/@+~-]/g, '');
  return name === '' ? undefined : name;
}
