import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Post } from "@/features/post/Post.tsx";

export const metadata: Metadata = {
  title: "Post a request or offer",
  description: "Write the terms you want. Your side goes into escrow, and anyone may accept until it expires.",
};

export default function PostPage() {
  return (
    <Page
      title="Post a request or offer"
      lead="Write the terms you want. Your side goes into escrow, and anyone may accept until it expires."
    >
      <Post />
    </Page>
  );
}
