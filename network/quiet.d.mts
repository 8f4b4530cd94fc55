export function quiet(code: string): string;
export default function loader(code: string): string;
