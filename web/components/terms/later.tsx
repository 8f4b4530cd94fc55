import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/States.tsx";

const loading = () => <Skeleton lines={4} />;

/** `ScheduleChart`, loaded when it is drawn. */
export const ScheduleChart = dynamic(() => import("./ScheduleChart.tsx").then((m) => m.ScheduleChart), { loading });

/** `WhatIfLate`, likewise. */
export const WhatIfLate = dynamic(() => import("./WhatIfLate.tsx").then((m) => m.WhatIfLate), { loading });
