import { downloadCsv } from "@/lib/download.ts";
import { Button } from "./Button.tsx";

interface SaveCsvProps {
  /** The file's, without its ending. */
  readonly name: string;
  /** The first has the names of the columns. */
  readonly rows: () => readonly (readonly string[])[];
}

/** Saves the numbers behind a picture, as a spreadsheet reads them. */
export function SaveCsv({ name, rows }: SaveCsvProps) {
  return (
    <div>
      <Button small look="quiet" onClick={() => downloadCsv(`${name}.csv`, rows())}>
        Save as CSV
      </Button>
    </div>
  );
}
