import type { Proposal } from "@parley/sdk";
import { type Hex, isHex, zeroAddress } from "viem";
import { Field } from "@/components/ui/Field.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { bad, ok, type Result } from "@/lib/result.ts";

export function readEvidence(text: string): Result<Hex> {
  const plain = text.trim();
  if (plain === "") return ok("0x");
  return isHex(plain) && plain.length % 2 === 0 ? ok(plain) : bad("Enter 0x and an even number of hexadecimal digits.");
}

interface EvidenceProps {
  readonly proposal: Proposal;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

/** What a proposal's gate wants to see, where it has one. */
export function Evidence({ proposal, typed, onType }: EvidenceProps) {
  if (proposal.gate === zeroAddress) return null;
  const read = readEvidence(typed);
  return (
    <Field
      label="Evidence for the gate"
      hint="What its maker told you to bring: 0x and hexadecimal digits. Empty: nothing."
      error={read.ok ? undefined : read.error}
    >
      {(control) => <TextInput {...control} mono value={typed} onChange={onType} />}
    </Field>
  );
}
