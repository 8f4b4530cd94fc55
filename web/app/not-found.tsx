import { Page } from "@/components/shell/Page.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";

export default function NotFound() {
  return (
    <Page title="There is no such page" lead="The link may be old, or was not copied whole.">
      <div>
        <ButtonLink href="/" look="primary">
          To the market
        </ButtonLink>
      </div>
    </Page>
  );
}
