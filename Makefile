# How `sam build` packs the functions (BuildMethod: makefile in template.yaml), with AWS's own packages and compiled ahead (ReadyToRun).
#   ARCHITECTURE=x86_64 sam build        when the template's Architecture is not arm64
#   RUNTIME=provided.al2023 sam build    when the package is to bring its own .NET

ARCHITECTURE ?= arm64
RUNTIME ?= dotnet10
AWS_PACKAGES ?= nuget
RID = linux-$(if $(filter arm64,$(ARCHITECTURE)),arm64,x64)
SELF_CONTAINED = $(if $(filter provided.al2023,$(RUNTIME)),true,false)

# The archiver is the Reprocessor's executable once more.
PROJECT = $*
build-Archiver: PROJECT = Reprocessor

build-%:
	dotnet publish src/EventRecovery.$(PROJECT) --configuration Release --runtime $(RID) --self-contained $(SELF_CONTAINED) \
		-p:AwsPackages=$(AWS_PACKAGES) --output "$(ARTIFACTS_DIR)"
ifeq ($(SELF_CONTAINED),true)
	printf '#!/bin/sh\nexec "$$LAMBDA_TASK_ROOT/EventRecovery.$(PROJECT)"\n' > "$(ARTIFACTS_DIR)/bootstrap"
	chmod +x "$(ARTIFACTS_DIR)/bootstrap"
endif

# What cdk/ deploys: the same, into artifacts/.
.PHONY: artifacts
artifacts:
	$(MAKE) build-Reprocessor ARTIFACTS_DIR="$(CURDIR)/artifacts/reprocessor"
	$(MAKE) build-Replayer ARTIFACTS_DIR="$(CURDIR)/artifacts/replayer"
	$(MAKE) build-Auditor ARTIFACTS_DIR="$(CURDIR)/artifacts/auditor"
