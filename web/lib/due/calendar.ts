import { instalmentsFrom, type Loan, type LoanEntry, type OpenStanding } from "@parley/sdk";
import ical, { ICalAlarmType } from "ical-generator";

/** A loan whose due dates go into a calendar. */
export interface Dated {
  readonly entry: LoanEntry;
  readonly loan: Loan;
  readonly standing: OpenStanding;
}

const DAY = 86_400;
const date = (seconds: bigint) => new Date(Number(seconds) * 1_000);

/**
 * Every payment still to come of loans, as an iCalendar file (RFC 5545), with reminders three days and one day before. Dates are absolute; no time
 * zone is needed.
 * @param amountOf An amount of a loan's credit, in words.
 * @param site Where the page is, for a link to each loan.
 */
export function calendarOf(loans: readonly Dated[], amountOf: (entry: LoanEntry, units: bigint) => string, site: string): string {
  const calendar = ical({ name: "Parley", prodId: { company: "Parley", product: "Due dates" } });
  for (const { entry, loan, standing } of loans) {
    const { terms } = entry.agreement;
    for (const { number, dueAt, graceUntil, payment } of instalmentsFrom(terms, loan.openedAt, standing.balance)) {
      const link = `${site}/loan/?id=${entry.id}`;
      const grace =
        graceUntil > dueAt ? `In grace until ${date(graceUntil).toISOString()}; after that` : "There is no grace: after this moment";
      const event = calendar.createEvent({
        id: `${entry.id}-${number}@parley`,
        start: date(dueAt),
        end: date(dueAt),
        summary: `Parley: pay ${amountOf(entry, payment)}`,
        description: `Payment ${number} of ${terms.instalments} on loan ${entry.id}. ${grace} the lender may take the collateral. Amounts change if you pay early or late: the loan's page has what is due.`,
        url: link,
      });
      for (const before of [3 * DAY, DAY]) event.createAlarm({ type: ICalAlarmType.display, trigger: before });
    }
  }
  return calendar.toString();
}
