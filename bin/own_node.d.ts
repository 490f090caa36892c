export function isOwnNode(): Promise<boolean>
