/** What a platform is called: Android and iOS by the names that the server has for them. */
export function platformWords(platform: string): string {
  return platform === 'web' ? 'Web' : platform;
}
